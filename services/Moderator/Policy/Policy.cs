using Moderation.Contracts;
using Moderation.Moderator.Bans;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Lists;

namespace Moderation.Moderator.Policy;

/// <summary>
/// What happens to a comment before a person sees it: the first rule that answers decides, and all that answer are kept.
/// Approving and rejecting are advice, and become holding, until the newsroom switches them on.
/// </summary>
public static class Policy
{
    private static readonly Func<Evidence, RuleSettings, Finding?>[] Rules =
    [
        BannedAuthor,
        BannedWords,
        MutedAuthor,
        SuspectWords,
        ContactsInText,
        NearDuplicate,
        FloodOfAuthor,
        FloodOfArticle,
        NewAuthor,
        NotScored,
        (evidence, rules) => OverReject(ScoreLabel.Hate, evidence.Scores?.Hate, rules.Hate, RejectReason.HateSpeech),
        (evidence, rules) =>
            OverReject(ScoreLabel.Toxicity, evidence.Scores?.Toxicity, rules.Toxicity, RejectReason.PersonalAttack),
        (evidence, rules) => OverReject(ScoreLabel.Spam, evidence.Scores?.Spam, rules.Spam, RejectReason.Spam),
        (evidence, rules) => OverHold(ScoreLabel.Hate, evidence.Scores?.Hate, rules.Hate),
        (evidence, rules) => OverHold(ScoreLabel.Toxicity, evidence.Scores?.Toxicity, rules.Toxicity),
        (evidence, rules) => OverHold(ScoreLabel.Spam, evidence.Scores?.Spam, rules.Spam),
    ];

    private static readonly Finding NothingFound = new("nothing-found", Outcome.Approve, CommentStatus.Pending);

    public static Verdict Decide(Evidence evidence, RuleSettings rules)
    {
        List<Finding> findings = [.. Rules.Select(rule => rule(evidence, rules)).OfType<Finding>()];
        if (findings.Count == 0)
            findings.Add(NothingFound);
        var first = findings[0];
        return new Verdict(Allowed(first.Advice, rules) ? first.Advice : Outcome.Hold, first, findings);
    }

    private static bool Allowed(Outcome advice, RuleSettings rules) =>
        advice switch
        {
            Outcome.Approve => rules.AutomaticApproval,
            Outcome.Reject => rules.AutomaticRejection,
            _ => true,
        };

    private static Finding? BannedAuthor(Evidence evidence, RuleSettings rules) =>
        evidence.Ban is { Effect: BanEffect.Ban } ban
            ? new Finding("banned-author", Outcome.Reject, CommentStatus.Suspect, Reason: ban.Reason) { Ban = ban.Id }
            : null;

    private static Finding? BannedWords(Evidence evidence, RuleSettings rules) =>
        evidence.Terms.Where(hit => hit is { Kind: ListKind.Banned, Weak: false }).ToList() is { Count: > 0 } hits
            ? new Finding("banned-words", Outcome.Reject, CommentStatus.Suspect, Reason: RejectReason.Obscenity)
            {
                Spans = Spans(hits),
            }
            : null;

    private static Finding? MutedAuthor(Evidence evidence, RuleSettings rules) =>
        evidence.Ban is { Effect: BanEffect.Mute } mute
            ? new Finding("muted-author", Outcome.Hold, CommentStatus.Suspect) { Ban = mute.Id }
            : null;

    /// <summary>A banned word that was found only without its diacritics may well be an innocent one.</summary>
    private static Finding? SuspectWords(Evidence evidence, RuleSettings rules) =>
        evidence.Terms.Where(hit => hit.Kind == ListKind.Suspect || hit is { Kind: ListKind.Banned, Weak: true }).ToList()
            is { Count: > 0 } hits
            ? new Finding("suspect-words", Outcome.Hold, CommentStatus.Suspect) { Spans = Spans(hits) }
            : null;

    private static Finding? ContactsInText(Evidence evidence, RuleSettings rules) =>
        evidence.Contacts.Where(contact => rules.Contacts.Holds(contact.Kind)).ToList() is { Count: > 0 } contacts
            ? new Finding("contacts-in-text", Outcome.Hold, CommentStatus.Suspect)
            {
                Spans = [.. contacts.Select(c => new FoundSpan(c.Field, c.Start, c.End, c.Kind.Word()))],
            }
            : null;

    private static Finding? NearDuplicate(Evidence evidence, RuleSettings rules) =>
        rules.Duplicates.Enabled && evidence.Duplicates > 0
            ? new Finding("near-duplicate", Outcome.Hold, CommentStatus.Suspect)
            {
                Cluster = evidence.Cluster,
                Count = evidence.Duplicates,
            }
            : null;

    private static Finding? FloodOfAuthor(Evidence evidence, RuleSettings rules) =>
        Flood("author-flood", evidence.AuthorComments, rules.AuthorFlood);

    private static Finding? FloodOfArticle(Evidence evidence, RuleSettings rules) =>
        Flood("article-flood", evidence.ArticleComments, rules.ArticleFlood);

    private static Finding? Flood(string rule, int? comments, FloodSettings flood) =>
        flood.Enabled && comments > flood.Comments
            ? new Finding(rule, Outcome.Hold, CommentStatus.Suspect) { Count = comments, Limit = flood.Comments }
            : null;

    /// <summary>That nobody knows the author is no suspicion.</summary>
    private static Finding? NewAuthor(Evidence evidence, RuleSettings rules) =>
        evidence.AuthorApproved < rules.NewAuthorComments
            ? new Finding("new-author", Outcome.Hold, evidence.Scores is null ? CommentStatus.Unscored : CommentStatus.Pending)
            {
                Count = evidence.AuthorApproved,
                Limit = rules.NewAuthorComments,
            }
            : null;

    private static Finding? NotScored(Evidence evidence, RuleSettings rules) =>
        evidence.Scores is null ? new Finding("not-scored", Outcome.Hold, CommentStatus.Unscored) : null;

    private static Finding? OverReject(ScoreLabel label, float? score, Thresholds thresholds, RejectReason reason) =>
        score >= thresholds.Reject
            ? new Finding(
                Name(label, "over-reject-threshold"),
                Outcome.Reject,
                CommentStatus.Suspect,
                label,
                score,
                thresholds.Reject,
                reason
            )
            : null;

    private static Finding? OverHold(ScoreLabel label, float? score, Thresholds thresholds) =>
        score >= thresholds.Hold
            ? new Finding(Name(label, "over-hold-threshold"), Outcome.Hold, CommentStatus.Suspect, label, score, thresholds.Hold)
            : null;

    private static string Name(ScoreLabel label, string rule) => $"{label.Word()}-{rule}";

    private static List<FoundSpan> Spans(List<TermHit> hits) =>
        [.. hits.Select(h => new FoundSpan(h.Field, h.Start, h.End, h.Kind.Word(), h.Term))];
}
