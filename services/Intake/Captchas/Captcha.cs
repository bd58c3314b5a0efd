namespace Moderation.Intake.Captchas;

/// <summary>The values of <c>captchas.status</c>.</summary>
public static class CaptchaStatus
{
    public const string Open = "open";

    /// <summary>It was answered rightly, and a comment may have come of it.</summary>
    public const string Used = "used";

    /// <summary>It was answered wrongly, and takes no second try.</summary>
    public const string Wrong = "wrong";
}

/// <summary>A picture's code, without the code.</summary>
public sealed record Captcha
{
    public required Guid Id { get; init; }

    /// <summary>The one article whose comments it lets in.</summary>
    public required string ArticleId { get; init; }

    /// <summary>Made here, for the id is the asker's choice.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>One of <see cref="CaptchaStatus"/>.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required bool Expired { get; init; }
}

/// <summary>What a reader typed for a code.</summary>
public sealed record CaptchaAnswer(Guid Id, string Text);
