using System.Globalization;
using Moderation.Contracts;
using Moderation.Intake.Submissions;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Archives;

/// <summary>A comment of an archive that may be brought in.</summary>
/// <param name="Id">Its own.</param>
/// <param name="Submission">The text as its author wrote it.</param>
/// <param name="SubmittedAt">When, there.</param>
/// <param name="ConsentedAt">With a version of the text of consent.</param>
/// <param name="Decided">What was decided there and stands; null when it is to be judged.</param>
/// <param name="WithdrawnAt">When its author took it back.</param>
/// <param name="Badge">Whose voice it is; null for a reader's.</param>
internal sealed record ArchivedSubmission(
    Guid Id,
    Submission Submission,
    DateTimeOffset SubmittedAt,
    DateTimeOffset? ConsentedAt,
    ArchivedDecision? Decided,
    DateTimeOffset? WithdrawnAt,
    Badge? Badge
);

/// <summary>What a comment of an archive must be, and what becomes of it.</summary>
/// <param name="source">See <see cref="ArchivedIds"/>.</param>
/// <param name="keepsDecisions">Whether what was decided there stands.</param>
/// <param name="now">No instant lies a day after it.</param>
internal sealed class ArchiveRules(string source, bool keepsDecisions, DateTimeOffset now)
{
    private readonly ArchivedIds _ids = new(source);

    /// <returns>The comment, or what is wrong with it, which quotes nothing of it.</returns>
    public (ArchivedSubmission? Comment, string? Error) Check(ArchivedComment comment)
    {
        var errors = new FieldErrors();
        var id = IdOf("id", comment.Id, errors);
        var parent = string.IsNullOrEmpty(comment.ParentId) ? null : IdOf("parentId", comment.ParentId, errors);
        if (parent is not null && parent == id)
            Add(errors, "parentId", "A comment does not answer itself.");
        if (!ArticleId.IsValid(comment.ArticleId ?? ""))
            Add(errors, "articleId", "An article id has 1 to 100 characters of A-Z a-z 0-9 . _ ~ -");
        var submittedAt = InstantOf("submittedAt", comment.SubmittedAt, errors, required: true);
        var decidedAt = InstantOf("decidedAt", comment.DecidedAt, errors);
        var withdrawnAt = InstantOf("withdrawnAt", comment.WithdrawnAt, errors);
        var consentedAt = InstantOf("consentedAt", comment.ConsentedAt, errors);
        var submission = SubmissionRules.Check(comment.ArticleId ?? "", RequestOf(comment, parent), errors, titled: false);
        var shown = submission.Text;
        if (comment.Received is { } received)
            submission = submission with
            {
                Text = SubmissionRules.CheckCorrection(
                    shown.Name,
                    parent,
                    received.Title,
                    received.Content,
                    errors,
                    titled: false
                ),
            };
        var reason = ReasonOf(comment.Reason, errors);
        var badge = BadgeOf(comment, errors);
        if (errors.Any)
            return (null, Sentence(errors));
        var decided = keepsDecisions ? Decided(comment.Status, reason, decidedAt ?? submittedAt!.Value) : null;
        if (decided is { Approved: true } && comment.Received is not null)
            decided = decided with { Title = shown.Title, Content = shown.Content };
        if (decided is { Approved: true })
            decided = decided with { Featured = comment.Featured is true, Newsroom = badge == Badge.Newsroom };
        return (
            new ArchivedSubmission(
                id!.Value,
                submission,
                submittedAt!.Value,
                submission.Consent is null ? null : consentedAt ?? submittedAt,
                decided,
                comment.Status == ArchivedStatus.Withdrawn ? withdrawnAt ?? submittedAt : null,
                badge
            ),
            null
        );
    }

    private static SubmissionRequest RequestOf(ArchivedComment comment, Guid? parent) =>
        new()
        {
            Name = comment.Name,
            Phone = comment.Phone,
            Title = comment.Title,
            Content = comment.Content,
            ParentId = parent?.ToString(),
            Article = new(comment.Headline, comment.Lead, comment.Section, comment.Url),
            Consent = string.IsNullOrEmpty(comment.Consent) ? null : comment.Consent,
        };

    /// <summary>A rejection of which the reason is not known is none: somebody judges it anew.</summary>
    private static ArchivedDecision? Decided(string? status, RejectReason? reason, DateTimeOffset at) =>
        (status, reason) switch
        {
            (ArchivedStatus.Approved, _) => new() { Approved = true, DecidedAt = at },
            (ArchivedStatus.Rejected, { } why) => new()
            {
                Approved = false,
                Reason = why,
                DecidedAt = at,
            },
            _ => null,
        };

    private Guid? IdOf(string field, string? text, FieldErrors errors)
    {
        var id = _ids.Of(text);
        if (id is null)
            Add(errors, field, "An id has 1 to 200 characters, and is not the UUID of zeros.");
        return id;
    }

    private DateTimeOffset? InstantOf(string field, string? text, FieldErrors errors, bool required = false)
    {
        var instant = ArchivedTime.Parse(text, now);
        if (instant is null && (required || !string.IsNullOrEmpty(text)))
            Add(errors, field, "An instant is written 2024-05-31T07:05:00Z, and lies between 1993 and tomorrow.");
        return instant;
    }

    private static RejectReason? ReasonOf(string? text, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var row = RejectReasons.All.FirstOrDefault(r => r.Name == text);
        if (row is null)
            Add(errors, "reason", $"A reason is one of {string.Join(", ", RejectReasons.All.Select(r => r.Name))}.");
        return row?.Reason;
    }

    /// <summary>What the newsroom answered is not brought in to be judged as a reader's.</summary>
    private Badge? BadgeOf(ArchivedComment comment, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(comment.Badge))
            return null;
        var badge = EnumWords.Named<Badge>(comment.Badge);
        if (badge is null)
            Add(errors, "badge", "A badge is newsroom or author.");
        if (badge == Badge.Newsroom && !(keepsDecisions && comment.Status == ArchivedStatus.Approved))
            Add(errors, "badge", "The newsroom's own answers come in when approved, and with --keep-decisions alone.");
        if (badge == Badge.Newsroom && comment.Received is not null)
            Add(errors, "received", "The newsroom's own answers are as it wrote them.");
        return badge;
    }

    private static void Add(FieldErrors errors, string field, string en) => errors.Add(field, new FieldError("invalid", en, en));

    private static string Sentence(FieldErrors errors) =>
        string.Join(
            "; ",
            errors.All.Select(field =>
                string.Create(CultureInfo.InvariantCulture, $"{field.Key}: {string.Join(' ', field.Value.Select(e => e.En))}")
            )
        );
}
