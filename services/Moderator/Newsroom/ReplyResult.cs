using Moderation.Moderator.Decisions;

namespace Moderation.Moderator.Newsroom;

/// <summary>What came of an attempt to write a reply or to change one.</summary>
internal abstract record ReplyResult
{
    /// <param name="Id">The reply, a comment as any other.</param>
    /// <param name="Decision">That published it.</param>
    public sealed record Written(Guid Id, Decision Decision) : ReplyResult;

    /// <summary>It answers what readers do not see.</summary>
    public sealed record ParentNotPublished : ReplyResult;

    /// <summary>The key came before with another reply.</summary>
    public sealed record KeyReused : ReplyResult;

    /// <param name="Refusal">As of any decision.</param>
    public sealed record Refused(DecisionResult Refusal) : ReplyResult;
}
