namespace Moderation.ServiceDefaults;

/// <summary>The stations of a comment's way that can be paused, as the console's page of the flow names them.</summary>
public static class Stations
{
    /// <summary>Intake: decisions do not reach tracking pages. Readers' comments are taken in all the same.</summary>
    public const string Intake = "intake";

    /// <summary>Intake's and Moderator's, each by itself: nothing leaves its outbox.</summary>
    public const string Relay = "outbox";

    /// <summary>Comments are not scored; people get them as not scored.</summary>
    public const string Classifier = "classifier";

    /// <summary>Moderator: neither comments nor scores are taken in. What readers take back is.</summary>
    public const string Queue = "queue";

    /// <summary>Publisher: neither approvals nor retractions are taken in.</summary>
    public const string Publisher = "publisher";

    /// <summary>Publisher: no site is told.</summary>
    public const string Webhooks = "webhooks";
}
