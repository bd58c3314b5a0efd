using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Moderation.Intake.Authors;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Captchas;

/// <summary>
/// Codes are derived from a row under <c>Keys:Challenge</c> and stand nowhere: neither the table nor anything that a browser gets
/// tells them.
/// </summary>
public sealed class CaptchaCodes(KeyOptions keys)
{
    /// <summary>
    /// No two look or sound alike once they lean. Without vowels and W, which Vietnamese keyboards turn into other letters, no
    /// code is a word either.
    /// </summary>
    public const string Alphabet = "CFHKMNPRTVX349";

    public const int Length = 5;

    /// <summary>Far above any code, and below what it costs to look at.</summary>
    private const int MaxTyped = 100;

    private readonly byte[] _key = Convert.FromBase64String(keys.Challenge);

    public string CodeOf(Captcha captcha)
    {
        // What is left over at the end of a byte would make the first letters more frequent.
        var fair = Derive("code", captcha).Where(value => value < byte.MaxValue / Alphabet.Length * Alphabet.Length);
        return string.Concat(fair.Take(Length).Select(value => Alphabet[value % Alphabet.Length]));
    }

    /// <summary>How the code looks or sounds: each time the same, or many tellings could be laid over one another.</summary>
    public Random RandomOf(string telling, Captcha captcha) =>
        new(BinaryPrimitives.ReadInt32LittleEndian(Derive(telling, captcha)));

    /// <returns>What is wrong with an answer, or null.</returns>
    /// <param name="captcha">Null when there is none of that id.</param>
    /// <param name="articleId">The article under which the comment is sent.</param>
    /// <param name="typed">By the reader.</param>
    public FieldError? FaultOf(Captcha? captcha, string articleId, string typed) =>
        captcha switch
        {
            null or { Expired: true } => CaptchaErrors.Expired,
            { Status: not CaptchaStatus.Open } => CaptchaErrors.Used,
            _ when captcha.ArticleId != articleId => CaptchaErrors.OtherArticle,
            _ => Matches(captcha, typed) ? null : CaptchaErrors.Wrong,
        };

    private bool Matches(Captcha captcha, string typed) =>
        typed.Length <= MaxTyped
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Normalise(typed)),
            Encoding.UTF8.GetBytes(CodeOf(captcha))
        );

    /// <summary>As people type: small letters, spaces, full width.</summary>
    private static string Normalise(string typed) =>
        string.Concat(typed.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Where(char.IsLetterOrDigit));

    private byte[] Derive(string purpose, Captcha captcha) =>
        HMACSHA256.HashData(_key, (byte[])[.. Encoding.ASCII.GetBytes(purpose), .. captcha.Id.ToByteArray(), .. captcha.Salt]);
}
