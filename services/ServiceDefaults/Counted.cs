using System.Diagnostics.Metrics;

namespace Moderation.ServiceDefaults;

/// <summary>What the services count on a comment's way. Nothing is labelled by article, author or id.</summary>
public static class Counted
{
    private static readonly Meter Meter = new("Moderation");

    public static Counter<long> Submissions { get; } =
        Meter.CreateCounter<long>("moderation.comments.submitted", "{comment}", "Comments of readers that were taken in.");

    public static Counter<long> Relayed { get; } =
        Meter.CreateCounter<long>("moderation.outbox.relayed", "{message}", "Messages that left an outbox, confirmed.");

    public static Counter<long> Decisions { get; } =
        Meter.CreateCounter<long>("moderation.decisions", "{decision}", "Decisions on comments, by who decided.");

    public static Counter<long> WebhookAttempts { get; } =
        Meter.CreateCounter<long>("moderation.webhook.attempts", "{attempt}", "Webhooks that were sent.");

    public static Counter<long> WebhooksReceived { get; } =
        Meter.CreateCounter<long>("moderation.webhooks.received", "{webhook}", "Webhooks that the site took in.");

    /// <summary>The label of <see cref="Decisions"/>: <c>person</c>, or what decided instead.</summary>
    public const string Decider = "decider";
}
