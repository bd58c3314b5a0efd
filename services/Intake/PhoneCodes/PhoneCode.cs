using System.Security.Cryptography;
using System.Text;
using Moderation.Intake.Authors;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.PhoneCodes;

/// <summary>A code that was sent to a phone, as it is stored: the number and the code are in its keyed hash alone.</summary>
public sealed record PhoneCode(string Hash, int Wrong, bool Used, bool Expired)
{
    /// <summary>So often it may be mistyped: a machine that guesses has five chances in a million.</summary>
    public const int MostWrong = 5;

    private const int MaxTyped = 100;

    /// <returns>Six digits.</returns>
    public static string Make() => $"{RandomNumberGenerator.GetInt32(1_000_000):d6}";

    /// <param name="keys">That make the hash.</param>
    /// <param name="id">Under which it is stored.</param>
    /// <param name="phone">To which it was sent.</param>
    /// <param name="typed">The code, as people type it: with spaces, or in full width.</param>
    public static string HashOf(AuthorKeyDerivation keys, Guid id, Phone phone, string typed)
    {
        var code = typed.Length > MaxTyped ? "" : typed.Normalize(NormalizationForm.FormKC);
        return keys.Of("phone-code", $"{id}/{phone.E164}/{string.Concat(code.Where(char.IsLetterOrDigit))}");
    }

    /// <param name="hash">Of what was typed.</param>
    /// <returns>What is wrong with it, or null, and the code as it is then.</returns>
    public (FieldError? Fault, PhoneCode After) Try(string hash)
    {
        if (Expired)
            return (PhoneCodeErrors.Expired, this);
        if (Used)
            return (PhoneCodeErrors.Used, this);
        if (Wrong >= MostWrong)
            return (PhoneCodeErrors.Spent, this);
        if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash)))
            return (null, this with { Used = true });
        var mistyped = this with { Wrong = Wrong + 1 };
        return (mistyped.Wrong < MostWrong ? PhoneCodeErrors.Wrong : PhoneCodeErrors.Spent, mistyped);
    }
}
