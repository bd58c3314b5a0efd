using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Moderator.People;

/// <summary>How passwords are stored and compared: PBKDF2-HMAC-SHA512 by Identity's hasher.</summary>
public sealed class Passwords
{
    private const int MinLength = 12;
    private const int MaxLength = 1_000;

    private static readonly object Owner = new();
    private readonly PasswordHasher<object> _hasher;

    /// <summary>Compared with when nobody has the name, so that the answer takes as long.</summary>
    private readonly Lazy<string> _nobodysHash;

    public Passwords(HashOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = options.Rounds }));
        _nobodysHash = new(() => Hash(RandomNumberGenerator.GetHexString(32)));
    }

    internal string Hash(string password) => _hasher.HashPassword(Owner, Canonical(password));

    /// <param name="hash">Null when there is none to compare with; that takes as long.</param>
    /// <param name="password">As typed.</param>
    internal bool Matches(string? hash, string password) =>
        _hasher.VerifyHashedPassword(Owner, hash ?? _nobodysHash.Value, Canonical(password)) != PasswordVerificationResult.Failed
        && hash is not null;

    /// <summary>A session with another stamp has ended.</summary>
    internal static string NewStamp() => RandomNumberGenerator.GetHexString(32);

    /// <returns>What is wrong with a new password, or null.</returns>
    internal static FieldError? ErrorOf(string? password)
    {
        if (string.IsNullOrEmpty(password))
            return new(
                "password-required",
                "Vui lòng nhập mật khẩu có ít nhất 12 ký tự.",
                "Please enter a password of at least 12 characters."
            );
        if (IncomingText.FaultOf(password) != TextFault.None)
            return new("password-invalid", "Mật khẩu có ký tự không hợp lệ.", "The password holds characters that are not text.");
        if (Graphemes.Count(password) < MinLength)
            return new("password-too-short", "Mật khẩu cần ít nhất 12 ký tự.", "A password has at least 12 characters.");
        return password.Length > MaxLength
            ? new("password-too-long", "Mật khẩu dài quá 1.000 ký tự.", "A password has at most 1,000 characters.")
            : null;
    }

    /// <summary>Keyboards differ in how they compose Vietnamese letters.</summary>
    private static string Canonical(string password) =>
        IncomingText.FaultOf(password) == TextFault.LoneSurrogate ? "" : password.Normalize(NormalizationForm.FormC);
}
