using System.Text.Json;
using Moderation.Contracts;
using Moderation.Intake.Authors;
using Moderation.Intake.Tracking;
using Moderation.Text;

namespace Moderation.Intake.Archives;

/// <summary>A comment as it is stored, on its way into an archive.</summary>
internal sealed record StoredComment
{
    public Guid Id { get; init; }

    public string ArticleId { get; init; } = "";

    public string? ArticleHeadline { get; init; }

    public string? ArticleLead { get; init; }

    public string? ArticleSection { get; init; }

    public string? ArticleUrl { get; init; }

    public Guid? ParentId { get; init; }

    public DateTimeOffset SubmittedAt { get; init; }

    public string Name { get; init; } = "";

    public string? Title { get; init; }

    public string Content { get; init; } = "";

    public string? ConsentVersion { get; init; }

    public DateTimeOffset? ConsentedAt { get; init; }

    public string Status { get; init; } = "";

    public string? Reason { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    public byte[]? PhoneCipher { get; init; }

    public string? PhoneKeyId { get; init; }

    public string? Published { get; init; }

    public bool Featured { get; init; }

    public bool FromAuthor { get; init; }

    /// <summary>The newsroom's own answer, of which only what readers see is here.</summary>
    public bool IsNewsroom { get; init; }

    /// <summary>A later revision than the decided one waits.</summary>
    public bool? IsCorrected { get; init; }

    /// <summary>
    /// What readers see stands first, and what its author wrote beside it, where that differs: brought in again, nothing is shown
    /// that was not.
    /// </summary>
    /// <param name="cipher">Opens phone numbers; null when none are told.</param>
    public ArchivedComment Archived(PhoneCipher? cipher)
    {
        var status = StatusThere();
        var isDecided = status is ArchivedStatus.Approved or ArchivedStatus.Rejected;
        var shown =
            status == ArchivedStatus.Approved ? JsonSerializer.Deserialize<ShownText>(Published!, ContractJson.Options)! : new();
        var isChanged = !IsNewsroom && (Differs(shown.Title, Title ?? "") || Differs(shown.Content, Content));
        return new()
        {
            Id = Id.ToString(),
            ArticleId = ArticleId,
            Headline = ArticleHeadline,
            Lead = ArticleLead,
            Section = ArticleSection,
            Url = ArticleUrl,
            ParentId = ParentId?.ToString(),
            SubmittedAt = ArchivedTime.Of(SubmittedAt),
            Name = Differs(shown.Name, Name) ? shown.Name : Name,
            Title = OrNothing(isChanged || IsNewsroom ? shown.Title ?? Title : Title),
            Content = isChanged || IsNewsroom ? shown.Content ?? Content : Content,
            Received = isChanged ? new ReceivedText(OrNothing(Title), Content) : null,
            Phone = PhoneCipher is not null && PhoneKeyId == cipher?.KeyId ? cipher!.Open(PhoneCipher, Id) : null,
            Consent = ConsentVersion,
            ConsentedAt = ArchivedTime.Of(ConsentedAt),
            Status = status,
            Reason = status == ArchivedStatus.Rejected ? Reason : null,
            DecidedAt = isDecided ? ArchivedTime.Of(DecidedAt) : null,
            Featured = status == ArchivedStatus.Approved && Featured ? true : null,
            Badge = (IsNewsroom ? Contracts.Badge.Newsroom : FromAuthor ? Contracts.Badge.Author : (Badge?)null)?.Word(),
            WithdrawnAt = ArchivedTime.Of(WithdrawnAt),
        };
    }

    private string StatusThere() =>
        Status switch
        {
            SubmissionStatus.Withdrawn => ArchivedStatus.Withdrawn,
            SubmissionStatus.Rejected => ArchivedStatus.Rejected,
            SubmissionStatus.Approved when IsCorrected is true => ArchivedStatus.Pending,
            SubmissionStatus.Approved => Published is null ? ArchivedStatus.Unknown : ArchivedStatus.Approved,
            _ => ArchivedStatus.Pending,
        };

    /// <summary>What its author wrote would be shown as something else.</summary>
    private static bool Differs(string? shown, string written) => shown is not null && PublicText.Clean(written) != shown;

    private static string? OrNothing(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed record ShownText(string? Name = null, string? Title = null, string? Content = null);
}
