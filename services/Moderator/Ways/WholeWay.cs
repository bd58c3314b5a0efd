using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Ways;

/// <summary>A comment's way through all stations.</summary>
/// <param name="CommentId">The comment.</param>
/// <param name="Steps">Oldest first; what it waits for comes last.</param>
/// <param name="Silent">Services that did not say, so that their steps are missing.</param>
public sealed record WholeWay(Guid CommentId, IReadOnlyList<WayStep> Steps, IReadOnlyList<string> Silent)
{
    private const string ToModerator = "moderator-record-submission";
    private const string ToClassifier = "classifier-classify-comment";
    private const string ToPublisher = "publisher-record-decision";

    public static WholeWay Of(Guid id, AskedWay intake, OwnWay own, AskedWay publisher)
    {
        ArgumentNullException.ThrowIfNull(intake);
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(publisher);
        List<WayStep> steps =
        [
            .. intake.Way?.Steps ?? [],
            .. own.Revisions.SelectMany(Of),
            .. own.Decisions.Select(Of),
            .. own.Leaving,
            .. publisher.Way?.Steps ?? [],
        ];
        steps.AddRange(Missing(intake, own, publisher));
        string[] silent =
        [
            .. intake.IsSilent ? ["intake"] : Array.Empty<string>(),
            .. publisher.IsSilent ? ["publisher"] : Array.Empty<string>(),
        ];
        return new WholeWay(id, [.. steps.OrderBy(step => step.Waits).ThenBy(step => step.At)], silent);
    }

    private static IEnumerable<WayStep> Of(Received revision)
    {
        if (revision.ReceivedAt is not null)
            yield return new()
            {
                Station = "queue",
                Kind = "received",
                At = revision.ReceivedAt,
            };
        if (revision.ScoredAt is not null)
            yield return new()
            {
                Station = "classifier",
                Kind = "scored",
                At = revision.ClassifiedAt ?? revision.ScoredAt,
                Detail = revision.Model,
            };
        else if (EnumWords.Named<CommentStatus>(revision.Status) is CommentStatus.AwaitingScores)
            yield return Waiting("classifier", ToClassifier, revision.ReceivedAt);
        if (revision.QueuedAt is not null)
            yield return new()
            {
                Station = "queue",
                Kind = "queued",
                At = revision.QueuedAt,
            };
        if (Queues.All.Any(queue => queue.Waiting && queue.Name == revision.Status))
            yield return Waiting("moderators", revision.Status, revision.QueuedAt);
    }

    private static WayStep Of(Decided decision) =>
        new()
        {
            Station = decision.By == Decider.Person ? "moderators" : "queue",
            Kind = "decided",
            At = decision.DecidedAt,
            Detail = decision.Outcome,
            By = decision.By,
        };

    /// <summary>What has left one service and is not in the next lies in RabbitMQ between them, or was set aside there.</summary>
    private static IEnumerable<WayStep> Missing(AskedWay intake, OwnWay own, AskedWay publisher)
    {
        if (intake.Way is { } sent && !own.IsKnown && !sent.Steps.Any(step => step.Waits))
            yield return Waiting("broker", ToModerator, sent.Steps.Max(step => step.At));
        var told = own.Decisions.FirstOrDefault(decision => decision.Outcome == "approve");
        if (
            told is not null
            && publisher.Way is { } shown
            && shown.Version < told.Version
            && own.Leaving.Count == 0
            && !own.Decisions.Any(later => later.Version > told.Version && !IsBeside(later.Outcome))
        )
            yield return Waiting("broker", ToPublisher, told.DecidedAt);
    }

    /// <summary>It leaves the comment where it is.</summary>
    private static bool IsBeside(string outcome) => outcome is "feature" or "unfeature";

    private static WayStep Waiting(string station, string place, DateTimeOffset? since) =>
        new()
        {
            Station = station,
            Kind = "waits",
            At = since,
            Waits = true,
            Detail = place,
        };
}
