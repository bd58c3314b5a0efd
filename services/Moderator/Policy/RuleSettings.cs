using System.Text.Json.Serialization;
using Moderation.Contracts;
using Moderation.Text.Contacts;

namespace Moderation.Moderator.Policy;

/// <summary>What the rules go by for one comment. An <c>enabled</c> rule that is off finds nothing.</summary>
public record RuleSettings
{
    /// <summary>Whether a comment that no rule doubts is approved without a person.</summary>
    [JsonRequired]
    public bool AutomaticApproval { get; init; }

    /// <summary>Whether a comment that a rule wants rejected is refused without a person.</summary>
    [JsonRequired]
    public bool AutomaticRejection { get; init; }

    /// <summary>Of every unwanted label.</summary>
    [JsonRequired]
    public Dictionary<ScoreLabel, Thresholds> Thresholds { get; init; } =
        ScoreLabels.Unwanted.ToDictionary(row => row.Label, _ => new Thresholds());

    [JsonRequired]
    public ContactSettings Contacts { get; init; } = new();

    [JsonRequired]
    public DuplicateSettings Duplicates { get; init; } = new();

    [JsonRequired]
    public FloodSettings AuthorFlood { get; init; } = new();

    [JsonRequired]
    public FloodSettings ArticleFlood { get; init; } = new() { Comments = 300 };

    /// <summary>An author's comments are held until this many were approved; 0 holds none for that.</summary>
    [JsonRequired]
    public int NewAuthorComments { get; init; }

    /// <summary>May be missing: settings that were saved before there was such a rule do not name it.</summary>
    public LanguageSettings OtherLanguage { get; init; } = new();
}

/// <summary>Scores from 0 to 1 at which a comment is held, and at which it is to be rejected.</summary>
public sealed record Thresholds
{
    [JsonRequired]
    public double Hold { get; init; } = 0.6;

    [JsonRequired]
    public double Reject { get; init; } = 0.9;
}

/// <summary>Which of these in its text hold a comment.</summary>
public sealed record ContactSettings
{
    [JsonRequired]
    public bool Phones { get; init; } = true;

    [JsonRequired]
    public bool Emails { get; init; } = true;

    [JsonRequired]
    public bool BankAccounts { get; init; } = true;

    [JsonRequired]
    public bool Links { get; init; } = true;

    internal bool Holds(ContactKind kind) =>
        kind switch
        {
            ContactKind.Phone => Phones,
            ContactKind.Email => Emails,
            ContactKind.BankAccount => BankAccounts,
            _ => Links,
        };
}

/// <summary>Whether a comment in a language that the classifier has not learnt is held, since its scores say nothing.</summary>
public sealed record LanguageSettings
{
    [JsonRequired]
    public bool Enabled { get; init; } = true;
}

/// <summary>When a text counts as a near-duplicate of one before it.</summary>
public sealed record DuplicateSettings
{
    [JsonRequired]
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// In how many of 64 bits of their SimHash, on average, two texts may differ to be compared word by word, 0 to 24. The words
    /// decide.
    /// </summary>
    [JsonRequired]
    public int Distance { get; init; } = 20;

    /// <summary>How far back it looks, 1 to 72.</summary>
    [JsonRequired]
    public int Hours { get; init; } = 24;

    /// <summary>Shorter texts are alike by nature.</summary>
    [JsonRequired]
    public int MinSyllables { get; init; } = 12;
}

/// <summary>More than <see cref="Comments"/> within <see cref="Minutes"/> are a flood.</summary>
public sealed record FloodSettings
{
    [JsonRequired]
    public bool Enabled { get; init; } = true;

    [JsonRequired]
    public int Comments { get; init; } = 10;

    [JsonRequired]
    public int Minutes { get; init; } = 10;
}
