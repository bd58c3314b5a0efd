using System.Text.Json;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Decisions;

/// <summary>A line of the log as it is stored.</summary>
internal sealed record DecisionRow
{
    public Guid Id { get; init; }

    public Guid CommentId { get; init; }

    public int Revision { get; init; }

    public int Version { get; init; }

    public Outcome Outcome { get; init; }

    public string? Moderator { get; init; }

    public string? Rule { get; init; }

    public RejectReason? Reason { get; init; }

    public string? Note { get; init; }

    public Outcome? Advice { get; init; }

    public string? Findings { get; init; }

    public string? PolicyVersion { get; init; }

    public int? ListVersion { get; init; }

    public string? Masks { get; init; }

    public bool Edited { get; init; }

    public string? EditedTitle { get; init; }

    public string? EditedContent { get; init; }

    public string? Model { get; init; }

    public CommentStatus Origin { get; init; }

    public DateTimeOffset DecidedAt { get; init; }

    public Guid? Undoes { get; init; }

    public Decision ToDecision() =>
        new()
        {
            Id = Id,
            Revision = Revision,
            Version = Version,
            Outcome = Outcome,
            Moderator = Moderator,
            Rule = Rule,
            Reason = Reason,
            Note = Note,
            Advice = Advice,
            Findings = Findings is null ? [] : JsonSerializer.Deserialize<List<Finding>>(Findings, ContractJson.Options)!,
            PolicyVersion = PolicyVersion,
            ListVersion = ListVersion,
            Masks = Masks is null ? null : JsonSerializer.Deserialize<List<FoundSpan>>(Masks, ContractJson.Options),
            Edited = Edited,
            Edit = EditedTitle is null ? null : new EditedText(EditedTitle, EditedContent!),
            Model = Model,
            DecidedAt = DecidedAt,
            Undoes = Undoes,
        };
}
