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
    /// A few words without a context are judged too hard: what they say alone counts only if there is no doubt of it.
    /// </summary>
    private const float LeastAlone = 0.75f;

    /// <summary>The scores, and the words that raised them, in UTF-16 units of each field as given.</summary>
    public static (Scores Scores, IReadOnlyList<ScoreSpan> Spans) Judge(
        this CommentScorer scorer,
        CommentText text,
        string headline
    )
    {
        var judged = scorer.Explain(new CommentInput(text.Title, text.Content, headline));
        judged = With(judged, scorer, CommentField.Name, text.Name);
        return With(judged, scorer, CommentField.Title, text.Title);
    }

    private static (Scores Scores, IReadOnlyList<ScoreSpan> Spans) With(
        (Scores Scores, IReadOnlyList<ScoreSpan> Spans) judged,
        CommentScorer scorer,
        CommentField field,
        string text
    )
    {
        if (text.Length == 0)
            return judged;
        var (alone, spans) = scorer.Explain(new CommentInput("", WithoutFigures(text), ""));
        var raised = ScoreLabels
            .Unwanted.Select(row => row.Label)
            .Where(label => alone[label] >= LeastAlone && alone[label] > judged.Scores[label])
            .ToHashSet();
        return raised.Count == 0
            ? judged
            : (
                new Scores([.. judged.Scores.Select(s => (s.Key, raised.Contains(s.Key) ? alone[s.Key]!.Value : s.Value))]),
                [
                    .. judged.Spans.Where(span => span.Field != field || !raised.Contains(span.Label)),
                    .. spans.Where(span => raised.Contains(span.Label)).Select(span => span with { Field = field }),
                ]
            );
    }

    /// <summary>
    /// A year or a score makes an advertisement of a text of three words; a number to call is one. Of the same length.
    /// </summary>
    private static string WithoutFigures(string text) =>
        ContactReader.Find(text).Count > 0
            ? text
            : string.Concat(text.Select(unit => char.IsDigit(unit) || unit is '/' or ':' or '%' ? ' ' : unit));
}
