namespace Moderation.Moderator.Operations;

/// <summary>What operators do on the console, as the sealed log tells of it.</summary>
/// <param name="Area">The page: one of <see cref="OperationAreas"/>.</param>
/// <param name="Kind">What is done, such as <c>site-added</c>.</param>
/// <param name="Subject">To what, by its name.</param>
/// <param name="Detail">What else there is to say; never a secret.</param>
public sealed record AskedOperation(string Area, string Kind, string Subject, string? Detail = null);

public static class OperationAreas
{
    public const string Sites = "sites";

    public const string Articles = "articles";

    public const string Webhooks = "webhooks";

    public const string Erasures = "erasures";

    public const string Faults = "faults";

    public const string Models = "models";

    public const string Flow = "flow";

    public const string Lanes = "lanes";

    public const string Retention = "retention";

    public const string Policy = "policy";

    public const string Queues = "queues";

    public const string Opinions = "opinions";
}

/// <summary>One line of the log of operations.</summary>
public sealed record LoggedOperation
{
    public required Guid Id { get; init; }

    /// <summary>Who did it; null is the machine.</summary>
    public string? By { get; init; }

    public required string Kind { get; init; }

    public required string Subject { get; init; }

    public string? Detail { get; init; }

    /// <summary>Nothing came of it.</summary>
    public required bool IsRefused { get; init; }

    public required DateTimeOffset AskedAt { get; init; }
}

/// <summary>A page of the log of operations, the latest first.</summary>
/// <param name="Items">At most 50.</param>
/// <param name="Next">The cursor of the next page, or null on the last.</param>
public sealed record OperationPage(IReadOnlyList<LoggedOperation> Items, string? Next);
