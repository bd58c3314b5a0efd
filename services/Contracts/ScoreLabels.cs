using System.Text.Json;

namespace Moderation.Contracts;

/// <summary>What a comment is scored for. A new label is a value at the end and its row in <see cref="ScoreLabels"/>.</summary>
public enum ScoreLabel
{
    Spam,
    Toxicity,
    Hate,
    Constructive,
}

/// <summary>One label with all that follows from it.</summary>
/// <param name="Label">The label.</param>
/// <param name="Words">What moderators read.</param>
/// <param name="Reason">Why a comment with a high score is to be rejected; null for a merit.</param>
public sealed record LabelRow(ScoreLabel Label, Words Words, RejectReason? Reason)
{
    /// <summary>As messages, databases, APIs and models write it.</summary>
    public string Name { get; } = JsonNamingPolicy.CamelCase.ConvertName(Label.ToString());

    /// <summary>Whether it counts for a comment's risk, and has thresholds.</summary>
    public bool Unwanted => Reason is not null;
}

/// <summary>The table of labels, the gravest first: so the policy asks for them, and their marks cover each other.</summary>
public static class ScoreLabels
{
    public static IReadOnlyList<LabelRow> All { get; } =
    [
        new(ScoreLabel.Hate, new("thù ghét", "hate"), RejectReason.HateSpeech),
        new(ScoreLabel.Toxicity, new("độc hại", "toxic"), RejectReason.PersonalAttack),
        new(ScoreLabel.Spam, new("quảng cáo", "spam"), RejectReason.Spam),
        new(ScoreLabel.Constructive, new("xây dựng", "constructive"), Reason: null),
    ];

    public static IReadOnlyList<LabelRow> Unwanted { get; } = [.. All.Where(row => row.Unwanted)];

    public static LabelRow Of(ScoreLabel label) => All.First(row => row.Label == label);

    /// <returns>Null when no label is called so.</returns>
    public static LabelRow? Named(string? name) => All.FirstOrDefault(row => row.Name == name);
}
