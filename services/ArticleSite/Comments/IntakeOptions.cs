using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Comments;

/// <summary>Where comments are sent: the configuration section <c>Intake</c>.</summary>
public sealed class IntakeOptions
{
    /// <summary>Address of Intake, such as <c>http://127.0.0.1:5101</c>.</summary>
    [Configured, HttpAddress]
    public Uri? Url { get; set; }

    /// <summary>What Intake's policy <c>api-key</c> asks of this site; none under <c>trusted-local</c>.</summary>
    [Secret]
    public string? ApiKey { get; set; }
}
