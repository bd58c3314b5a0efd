using System.ComponentModel.DataAnnotations;

namespace Moderation.Intake.Mail;

/// <summary>How the connection to the mail server is guarded.</summary>
public enum MailSecurity
{
    /// <summary>Encrypted from the first command that matters on, or not at all.</summary>
    StartTls,

    /// <summary>Encrypted from the beginning.</summary>
    Tls,

    /// <summary>Readable on the way: for a server on this machine.</summary>
    None,
}

/// <summary>
/// The configuration section <c>Mail</c>: the server that takes letters to readers. Without it no reader is asked for an address.
/// </summary>
public sealed class MailOptions : IValidatableObject
{
    public string Host { get; set; } = "";

    [Range(1, 65_535, ErrorMessage = "{0} must be between {1} and {2}.")]
    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; }

    public string User { get; set; } = "";

    /// <summary>The provider's choice, so that nothing is asked of it.</summary>
    public string Password { get; set; } = "";

    /// <summary>Whom letters are from; what cannot be delivered later comes back there.</summary>
    public string From { get; set; } = "";

    /// <summary>The newspaper's name, as readers know it.</summary>
    public string FromName { get; set; } = "Tòa soạn";

    public bool IsOn => Host.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
            yield break;
        if (EmailAddress.Parse(From) is null)
            yield return new ValidationResult("Mail:From must be the address that letters are from, such as binhluan@bao.vn.");
        if (string.IsNullOrWhiteSpace(FromName) || FromName.Length > 100 || FromName.Any(char.IsControl))
            yield return new ValidationResult("Mail:FromName must be the newspaper's name, of at most 100 characters.");
        if (User.Length > 0 != Password.Length > 0)
            yield return new ValidationResult("Mail:User and Mail:Password go together: set both, or neither.");
        if (Password.Length > 0 && Security == MailSecurity.None && Host is not ("localhost" or "127.0.0.1" or "::1"))
            yield return new ValidationResult("Mail:Security must be startTls or tls, or the password could be read on the way.");
    }
}
