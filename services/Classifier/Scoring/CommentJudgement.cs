using Moderation.Classifier.Features;
using Moderation.Contracts;
using Moderation.Text.Contacts;

namespace Moderation.Classifier.Scoring;

/// <summary>
/// Scores all that the public would see of a comment. Title and content are read as one text, as the model learned them; name and
/// title also each alone, since a polite content hides what stands in them.
/// </summary>
public static class CommentJudgement
{
    /// <summary>
    /// A few words without a context are judged too hard: what they say alone counts only if there is little doubt of it.
    /// </summary>
    private const float LeastAlone = 0.7f;

    /// <summary>The scores, and the words that raised them, in UTF-16 units of each field as given.</summary>
    public static Explanation Judge(this CommentScorer scorer, CommentText text, string headline)
    {
        var judged = scorer.Explain(new CommentInput(text.Title, text.Content, headline));
        judged = With(judged, scorer, CommentField.Name, text.Name);
        return With(judged, scorer, CommentField.Title, text.Title);
    }

    /// <summary>The same scores without the words, for less.</summary>
    public static (Scores Scores, float? Rejection) Rate(this CommentScorer scorer, CommentText text, string headline)
    {
        var rated = scorer.Rate(new CommentInput(text.Title, text.Content, headline));
        foreach (var field in (string[])[text.Name, text.Title])
        {
            if (field.Length == 0)
                continue;
            var alone = scorer.Rate(new CommentInput("", WithoutFigures(field), ""));
            var raised = Raised(rated.Scores, alone.Scores);
            rated = (Raise(rated.Scores, alone.Scores, raised), Higher(rated.Rejection, alone.Rejection));
        }

        return rated;
    }

    private static Explanation With(Explanation judged, CommentScorer scorer, CommentField field, string text)
    {
        if (text.Length == 0)
            return judged;
        var alone = scorer.Explain(new CommentInput("", WithoutFigures(text), ""));
        var raised = Raised(judged.Scores, alone.Scores);
        var rejection = Higher(judged.Rejection, alone.Rejection);
        return raised.Count == 0
            ? judged with { Rejection = rejection }
            : new Explanation(
                Raise(judged.Scores, alone.Scores, raised),
                [
                    .. judged.Spans.Where(span => span.Field != field || !raised.Contains(span.Label)),
                    .. alone.Spans.Where(span => raised.Contains(span.Label)).Select(span => span with { Field = field }),
                ],
                rejection
            );
    }

    private static HashSet<ScoreLabel> Raised(Scores scores, Scores alone) =>
        ScoreLabels
            .Unwanted.Select(row => row.Label)
            .Where(label => alone[label] >= LeastAlone && alone[label] > scores[label])
            .ToHashSet();

    private static Scores Raise(Scores scores, Scores alone, HashSet<ScoreLabel> raised) =>
        raised.Count == 0
            ? scores
            : new Scores([.. scores.Select(s => (s.Key, raised.Contains(s.Key) ? alone[s.Key]!.Value : s.Value))]);

    private static float? Higher(float? rejection, float? alone) =>
        alone is >= LeastAlone && alone > rejection ? alone : rejection;

    /// <summary>
    /// A year or a score makes an advertisement of a text of three words; a number to call is one. Of the same length.
    /// </summary>
    private static string WithoutFigures(string text) =>
        ContactReader.Find(text).Count > 0
            ? text
            : string.Concat(text.Select(unit => char.IsDigit(unit) || unit is '/' or ':' or '%' ? ' ' : unit));
}
