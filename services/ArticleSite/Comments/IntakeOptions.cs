namespace Moderation.ArticleSite.Comments;

/// <summary>Where comments are sent: the configuration section <c>Intake</c>.</summary>
public sealed class IntakeOptions
{
    /// <summary>Address of Intake, such as <c>http://127.0.0.1:5101</c>.</summary>
    public Uri? Url { get; set; }

    /// <summary>What Intake's policy <c>api-key</c> asks of this site; none under <c>trusted-local</c>.</summary>
    public string? ApiKey { get; set; }
}

/// <summary>The configuration section <c>Site</c>.</summary>
public sealed class SiteOptions
{
    /// <summary>
    /// Address of this site as readers know it, for the links that moderators follow. Needed in Production, where the
    /// <c>Host</c> header of a request proves nothing; elsewhere the request's own address serves.
    /// </summary>
    public Uri? PublicUrl { get; set; }
}
