using System.Diagnostics.Metrics;

namespace Moderation.ServiceDefaults;

/// <summary>What the services count on a comment's way. Nothing is labelled by article, author or id.</summary>
public static class Counted
{
    public static Counter<long> Submissions { get; } =
        Telemetry.Meter.CreateCounter<long>(
            "moderation.comments.submitted",
            "{comment}",
            "Comments of readers that were taken in."
        );

    public static Counter<long> Relayed { get; } =
        Telemetry.Meter.CreateCounter<long>("moderation.outbox.relayed", "{message}", "Messages that left an outbox, confirmed.");

    public static Counter<long> Decisions { get; } =
        Telemetry.Meter.CreateCounter<long>(
            "moderation.decisions",
            "{decision}",
            "Decisions on comments, by who decided, and outcome."
        );

    public static Counter<long> WebhookAttempts { get; } =
        Telemetry.Meter.CreateCounter<long>(
            "moderation.webhook.attempts",
            "{attempt}",
            "Webhooks that were sent, by what came of it."
        );

    public static Counter<long> WebhooksReceived { get; } =
        Telemetry.Meter.CreateCounter<long>("moderation.webhooks.received", "{webhook}", "Webhooks that the site took in.");

    /// <summary>The label of <see cref="Decisions"/>: <c>person</c>, <c>rule</c>, <c>machine</c> or <c>reader</c>.</summary>
    public const string Decider = "decider";
}
