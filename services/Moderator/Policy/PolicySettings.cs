using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using Moderation.Contracts;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Policy;

/// <summary>
/// The part of the policy that a newsroom sets: rules for everything, what sections have of their own, and switches of single
/// articles. The configuration section <c>Policy</c> gives the first version; later ones are set through the API and kept in the
/// database.
/// </summary>
public sealed record PolicySettings : RuleSettings, IValidatableObject
{
    [JsonRequired]
    public Dictionary<string, SectionSettings> Sections { get; init; } = new(StringComparer.Ordinal);

    [JsonRequired]
    public Dictionary<string, ArticleSettings> Articles { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Refuses to start with settings that contradict each other, even if they would be used only once.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        [
            .. Thresholds.Select(of => Check(of.Key, of.Value)).OfType<ValidationResult>(),
            .. PolicyErrors
                .Of(this)
                .Where(error => !error.Key.StartsWith("thresholds.", StringComparison.Ordinal))
                .Select(error => new ValidationResult($"Policy:{error.Key}: {error.Value[0].En}")),
        ];

    /// <summary>
    /// What holds under one article: its own switches before those of its section, and these before the general ones.
    /// </summary>
    public RuleSettings For(string? section, string articleId)
    {
        RuleSettings rules = this;
        if (section is not null && Sections.TryGetValue(section, out var own))
            rules = own.Over(rules);
        return Articles.TryGetValue(articleId, out var article)
            ? rules with
            {
                AutomaticApproval = article.AutomaticApproval ?? rules.AutomaticApproval,
                AutomaticRejection = article.AutomaticRejection ?? rules.AutomaticRejection,
            }
            : rules;
    }

    /// <summary>Whether an article, or else its section, says of itself that people alone approve, or reject.</summary>
    internal bool LeavesToPeople(Outcome outcome, string? section, string articleId)
    {
        var own = section is null ? null : Sections.GetValueOrDefault(section);
        var article = Articles.GetValueOrDefault(articleId);
        return outcome == Outcome.Approve
            ? (article?.AutomaticApproval ?? own?.AutomaticApproval) == false
            : (article?.AutomaticRejection ?? own?.AutomaticRejection) == false;
    }

    private static ValidationResult? Check(ScoreLabel label, Thresholds thresholds) =>
        thresholds is { Hold: > 0, Reject: <= 1 } && thresholds.Hold < thresholds.Reject
            ? null
            : new ValidationResult(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Policy:Thresholds:{label}:Hold is {thresholds.Hold} and "
                        + $"Policy:Thresholds:{label}:Reject is {thresholds.Reject}; they must be above 0, at most 1, "
                        + $"and Hold below Reject."
                )
            );
}

/// <summary>What a section has of its own; what is null it has from the general settings.</summary>
public sealed record SectionSettings
{
    public bool? AutomaticApproval { get; init; }

    public bool? AutomaticRejection { get; init; }

    /// <summary>Of those labels that differ.</summary>
    public Dictionary<ScoreLabel, Thresholds>? Thresholds { get; init; }

    public ContactSettings? Contacts { get; init; }

    public DuplicateSettings? Duplicates { get; init; }

    public FloodSettings? AuthorFlood { get; init; }

    public FloodSettings? ArticleFlood { get; init; }

    public int? NewAuthorComments { get; init; }

    public LanguageSettings? OtherLanguage { get; init; }

    internal RuleSettings Over(RuleSettings general) =>
        new()
        {
            AutomaticApproval = AutomaticApproval ?? general.AutomaticApproval,
            AutomaticRejection = AutomaticRejection ?? general.AutomaticRejection,
            Thresholds = general.Thresholds.ToDictionary(of => of.Key, of => Thresholds?.GetValueOrDefault(of.Key) ?? of.Value),
            Contacts = Contacts ?? general.Contacts,
            Duplicates = Duplicates ?? general.Duplicates,
            AuthorFlood = AuthorFlood ?? general.AuthorFlood,
            ArticleFlood = ArticleFlood ?? general.ArticleFlood,
            NewAuthorComments = NewAuthorComments ?? general.NewAuthorComments,
            OtherLanguage = OtherLanguage ?? general.OtherLanguage,
        };
}

/// <summary>The switches of one article; null leaves it to its section.</summary>
public sealed record ArticleSettings
{
    public bool? AutomaticApproval { get; init; }

    public bool? AutomaticRejection { get; init; }
}
