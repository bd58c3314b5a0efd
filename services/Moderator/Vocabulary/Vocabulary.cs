using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;
using Moderation.Text;
using ThePolicy = Moderation.Moderator.Policy.Policy;

namespace Moderation.Moderator.Vocabulary;

/// <summary>The tables from which the console makes its lists, with what each row is called in both languages.</summary>
/// <param name="Labels">The gravest first.</param>
/// <param name="Reasons">In the order in which they are offered.</param>
/// <param name="Queues">Those that wait, then those that are decided.</param>
/// <param name="Rules">In the policy's order.</param>
/// <param name="Languages">In the order in which they are offered.</param>
/// <param name="Settings">In the order in which they are read.</param>
/// <param name="Hidden"><see cref="HiddenCharacters.Pattern"/>.</param>
/// <param name="Limits">Of what is typed on the console.</param>
public sealed record Vocabulary(
    IReadOnlyList<LabelWord> Labels,
    IReadOnlyList<ReasonWord> Reasons,
    IReadOnlyList<QueueWord> Queues,
    IReadOnlyList<RuleWord> Rules,
    IReadOnlyList<LanguageWord> Languages,
    IReadOnlyList<SettingGroup> Settings,
    string Hidden,
    TextLimits Limits
)
{
    /// <summary>It changes with the build alone.</summary>
    public static Vocabulary OfThisBuild { get; } =
        new(
            [.. ScoreLabels.All.Select(row => new LabelWord(row.Name, row.Words.Vi, row.Words.En, row.Unwanted, row.Reason))],
            [
                .. RejectReasons.All.Select(row => new ReasonWord(
                    row.Name,
                    row.Key,
                    row.Words.Vi,
                    row.Words.En,
                    row.Statement,
                    row.Overturner
                )),
            ],
            [.. Comments.Queues.All.Select(row => new QueueWord(row.Name, row.Waiting, row.Words.Vi, row.Words.En))],
            [
                .. ThePolicy.Rules.Select(rule => new RuleWord(
                    rule.Name,
                    rule.Advice,
                    rule.Queue,
                    rule.Label,
                    rule.Setting,
                    rule.Title,
                    rule.How
                )),
            ],
            [.. Comments.Languages.All.Select(row => new LanguageWord(row.Name, row.Words.Vi, row.Words.En))],
            SettingGroup.All,
            HiddenCharacters.Pattern,
            new(
                TextLimit.Of(TextRule.CommentTitle),
                TextLimit.Of(TextRule.CommentContent),
                new(InternalText.Longest, Bytes: null)
            )
        );
}

/// <param name="Title">Of an edited comment.</param>
/// <param name="Content">Of an edited comment.</param>
/// <param name="Note">For colleagues.</param>
public sealed record TextLimits(TextLimit Title, TextLimit Content, TextLimit Note);

/// <param name="Characters">As people count them.</param>
/// <param name="Bytes">In UTF-8; null when only characters count.</param>
public sealed record TextLimit(int Characters, int? Bytes)
{
    internal static TextLimit Of(TextRule rule) => new(rule.MaxGraphemes, rule.MaxBytes);
}

/// <param name="Name">The label.</param>
/// <param name="Vi">In Vietnamese.</param>
/// <param name="En">In English.</param>
/// <param name="Unwanted">Whether it counts for the risk, and has thresholds.</param>
/// <param name="Reason">Why a comment with a high score is to be rejected.</param>
public sealed record LabelWord(string Name, string Vi, string En, bool Unwanted, RejectReason? Reason);

/// <param name="Name">The reason.</param>
/// <param name="Key">The digit that chooses it.</param>
/// <param name="Vi">In Vietnamese.</param>
/// <param name="En">In English.</param>
/// <param name="Statement">What the reader is told.</param>
/// <param name="Overturner">Who may at least overturn such a rejection by another.</param>
public sealed record ReasonWord(string Name, int Key, string Vi, string En, Words Statement, Overturner Overturner);

/// <param name="Name">The language's code.</param>
/// <param name="Vi">In Vietnamese.</param>
/// <param name="En">In English.</param>
public sealed record LanguageWord(string Name, string Vi, string En);

/// <param name="Name">The queue.</param>
/// <param name="Waiting">Whether what is in it waits for a person.</param>
/// <param name="Vi">In Vietnamese.</param>
/// <param name="En">In English.</param>
public sealed record QueueWord(string Name, bool Waiting, string Vi, string En);

/// <param name="Name">The rule.</param>
/// <param name="Advice">What it would do.</param>
/// <param name="Queue">Where a comment that it minds waits.</param>
/// <param name="Label">The score that it looks at.</param>
/// <param name="Setting">The group of settings that it goes by.</param>
/// <param name="Title">What it is called.</param>
/// <param name="How">When it minds a comment; members of its settings stand in braces.</param>
public sealed record RuleWord(
    string Name,
    Outcome Advice,
    CommentStatus Queue,
    ScoreLabel? Label,
    string? Setting,
    Words Title,
    Words How
);
