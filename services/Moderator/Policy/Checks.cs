using Moderation.Contracts;
using Moderation.Moderator.Bans;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Lists;

namespace Moderation.Moderator.Policy;

/// <summary>What each rule looks for. Given the rule's finding, each fills it in, or gives null.</summary>
internal static class Checks
{
    public static Finding? BannedAuthor(Evidence evidence, RuleSettings rules, Finding found) =>
        evidence.Ban is { Effect: BanEffect.Ban } ban ? found with { Reason = ban.Reason, Ban = ban.Id } : null;

    public static Finding? BannedWords(Evidence evidence, RuleSettings rules, Finding found) =>
        evidence.Terms.Where(hit => hit is { Kind: ListKind.Banned, Weak: false }).ToList() is { Count: > 0 } hits
            ? found with
            {
                Reason = RejectReason.Obscenity,
                Spans = Spans(hits),
            }
            : null;

    public static Finding? MutedAuthor(Evidence evidence, RuleSettings rules, Finding found) =>
        evidence.Ban is { Effect: BanEffect.Mute } mute ? found with { Ban = mute.Id } : null;

    /// <summary>A banned word that was found only without its diacritics may well be an innocent one.</summary>
    public static Finding? SuspectWords(Evidence evidence, RuleSettings rules, Finding found) =>
        evidence.Terms.Where(hit => hit.Kind == ListKind.Suspect || hit is { Kind: ListKind.Banned, Weak: true }).ToList()
            is { Count: > 0 } hits
            ? found with
            {
                Spans = Spans(hits),
            }
            : null;

    public static Finding? PreModerated(Evidence evidence, RuleSettings rules, Finding found) =>
        evidence.PreModerated ? found : null;

    public static Finding? ReservedName(Evidence evidence, RuleSettings rules, Finding found) =>
        evidence.Terms.Where(hit => hit.Kind == ListKind.Reserved).ToList() is { Count: > 0 } hits
            ? found with
            {
                Spans = Spans(hits),
            }
            : null;

    public static Finding? ContactsInText(Evidence evidence, RuleSettings rules, Finding found) =>
        evidence.Contacts.Where(contact => rules.Contacts.Holds(contact.Kind)).ToList() is { Count: > 0 } contacts
            ? found with
            {
                Spans = [.. contacts.Select(c => new FoundSpan(c.Field, c.Start, c.End, c.Kind.Word()))],
            }
            : null;

    public static Finding? NearDuplicate(Evidence evidence, RuleSettings rules, Finding found) =>
        rules.Duplicates.Enabled && evidence.Duplicates > 0
            ? found with
            {
                Cluster = evidence.Cluster,
                Count = evidence.Duplicates,
            }
            : null;

    public static Finding? FloodOfAuthor(Evidence evidence, RuleSettings rules, Finding found) =>
        Flood(evidence.AuthorComments, rules.AuthorFlood, found);

    public static Finding? FloodOfArticle(Evidence evidence, RuleSettings rules, Finding found) =>
        Flood(evidence.ArticleComments, rules.ArticleFlood, found);

    private static Finding? Flood(int? comments, FloodSettings flood, Finding found) =>
        flood.Enabled && comments > flood.Comments ? found with { Count = comments, Limit = flood.Comments } : null;

    public static Finding? OtherLanguage(Evidence evidence, RuleSettings rules, Finding found) =>
        IsUnreadable(evidence, rules) ? found : null;

    private static bool IsUnreadable(Evidence evidence, RuleSettings rules) => rules.OtherLanguage.Enabled && evidence.IsForeign;

    /// <summary>That nobody knows the author is no suspicion.</summary>
    public static Finding? NewAuthor(Evidence evidence, RuleSettings rules, Finding found) =>
        evidence.AuthorApproved < rules.NewAuthorComments
            ? found with
            {
                Queue = evidence.Scores is null ? CommentStatus.Unscored : found.Queue,
                Count = evidence.AuthorApproved,
                Limit = rules.NewAuthorComments,
            }
            : null;

    public static Finding? NotScored(Evidence evidence, RuleSettings rules, Finding found) =>
        evidence.Scores is null ? found : null;

    /// <summary>Scores of what the classifier cannot read say nothing.</summary>
    public static Finding? Over(double threshold, LabelRow label, Evidence evidence, RuleSettings rules, Finding found) =>
        evidence.Scores?[label.Label] is { } score && score >= threshold && !IsUnreadable(evidence, rules)
            ? found with
            {
                Label = label.Label,
                Score = score,
                Threshold = threshold,
            }
            : null;

    private static List<FoundSpan> Spans(List<TermHit> hits) =>
        [.. hits.Select(h => new FoundSpan(h.Field, h.Start, h.End, h.Kind.Word(), h.Term))];
}
