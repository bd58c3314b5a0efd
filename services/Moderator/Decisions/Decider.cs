namespace Moderation.Moderator.Decisions;

/// <summary>Who decides, as figures, traces and a comment's way name them.</summary>
internal static class Decider
{
    public const string Person = "person";
    public const string Machine = "machine";

    /// <summary>A rule that goes by scores, or by nothing, is the machine; a reader takes back, appeals and reports.</summary>
    /// <param name="moderatorId">Null is nobody.</param>
    /// <param name="rule">Null is none.</param>
    public static string Of(Guid? moderatorId, string? rule) =>
        moderatorId is not null ? Person
        : rule is null ? "reader"
        : Policy.Policy.IsMachine(rule) ? Machine
        : "rule";
}
