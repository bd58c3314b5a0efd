using Moderation.Contracts;

namespace Moderation.Moderator.Policy;

public enum SettingKind
{
    /// <summary>True or false.</summary>
    Switch,

    /// <summary>Above 0 and at most 1.</summary>
    Score,

    /// <summary>A whole number.</summary>
    Count,
}

/// <summary>One value of a group.</summary>
public sealed record SettingMember(string Name, SettingKind Kind);

/// <summary>Settings that are read and changed together, as <see cref="RuleSettings"/> holds them.</summary>
/// <param name="Name">Of the member of the settings.</param>
/// <param name="Members">Its values; none where it is a value itself.</param>
/// <param name="Kind">Of that value.</param>
/// <param name="Label">Within <c>thresholds</c>, the label whose thresholds these are.</param>
public sealed record SettingGroup(
    string Name,
    IReadOnlyList<SettingMember> Members,
    SettingKind? Kind = null,
    ScoreLabel? Label = null
)
{
    /// <summary>All groups, in the order in which they are read.</summary>
    public static IReadOnlyList<SettingGroup> All { get; } =
    [
        new("automaticApproval", [], SettingKind.Switch),
        new("automaticRejection", [], SettingKind.Switch),
        .. ScoreLabels.Unwanted.Select(row => new SettingGroup(
            "thresholds",
            [new("hold", SettingKind.Score), new("reject", SettingKind.Score)],
            Label: row.Label
        )),
        new(
            "contacts",
            [
                new("phones", SettingKind.Switch),
                new("emails", SettingKind.Switch),
                new("bankAccounts", SettingKind.Switch),
                new("links", SettingKind.Switch),
            ]
        ),
        new(
            "duplicates",
            [
                new("enabled", SettingKind.Switch),
                new("hours", SettingKind.Count),
                new("minSyllables", SettingKind.Count),
                new("distance", SettingKind.Count),
            ]
        ),
        Flood("authorFlood"),
        Flood("articleFlood"),
        new("newAuthorComments", [], SettingKind.Count),
        new("otherLanguage", [new("enabled", SettingKind.Switch)]),
    ];

    private static SettingGroup Flood(string name) =>
        new(name, [new("enabled", SettingKind.Switch), new("comments", SettingKind.Count), new("minutes", SettingKind.Count)]);
}
