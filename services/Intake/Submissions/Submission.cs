using Moderation.Contracts;
using Moderation.Intake.Authors;
using Moderation.Intake.Captchas;
using Moderation.Intake.Mail;
using Moderation.Intake.Site;

namespace Moderation.Intake.Submissions;

/// <summary>A comment that may be accepted.</summary>
public sealed record Submission
{
    /// <summary>The news site that it came from, or whose reader sent it.</summary>
    public string Site { get; init; } = SitePolicy.Configured;

    public required Article Article { get; init; }

    public required Guid? ParentId { get; init; }

    /// <summary>Trimmed, otherwise as received.</summary>
    public required CommentText Text { get; init; }

    public required Phone? Phone { get; init; }

    /// <summary>Where its author wants to be told of it; null when nowhere.</summary>
    public EmailAddress? Email { get; init; }

    /// <summary>The reader's network address; null when the site sent it without.</summary>
    public required string? Address { get; init; }

    public required string? Device { get; init; }

    /// <summary>The site vouches that the article's author wrote it.</summary>
    public bool FromAuthor { get; init; }

    /// <summary>Null when none was asked for.</summary>
    public required CaptchaAnswer? Captcha { get; init; }

    /// <summary>The browser's proof of work as it came; null when none was asked for.</summary>
    public required string? Altcha { get; init; }

    /// <summary>The version of the text to which the reader agreed; null when the site asks for none.</summary>
    public required string? Consent { get; init; }

    public required string? IdempotencyKey { get; init; }
}
