using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Scoring;

/// <summary>
/// Scores submitted comments, many at once. The same comment gets the same scores, so a second delivery does no harm.
/// A comment that cannot be scored is left out, and Moderator holds it as not scored, so that it does not fail the others of its
/// batch.
/// </summary>
public sealed partial class ClassifyCommentConsumer(ModelInUse model, TimeProvider time, ILogger<ClassifyCommentConsumer> logger)
    : IAnswers<CommentSubmitted, CommentClassified>
{
    // What was decided before it came here decides nothing any more, and readers' comments would wait behind it.
    public CommentClassified? AnswerTo(CommentSubmitted message) =>
        message.Archived is null ? Classify(model.Scorer!, message) : null;

    private CommentClassified? Classify(CommentScorer scorer, CommentSubmitted comment)
    {
        try
        {
            var (scores, spans) = scorer.Judge(comment.Text, comment.Article.Headline ?? "");
            ScoreFigures.Count(scores, scorer.Model);
            return new CommentClassified
            {
                CommentId = comment.CommentId,
                Revision = comment.Revision,
                ClassifiedAt = time.GetUtcNow(),
                Scores = scores,
                Spans = spans,
                Model = scorer.Model,
            };
        }
        catch (Exception exception)
        {
            // Not the exception itself: its message could quote the text.
            LogNotScored(logger, comment.CommentId, exception.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Comment {CommentId} could not be scored ({Fault}) and is left to the moderators.")]
    private static partial void LogNotScored(ILogger logger, Guid commentId, string fault);
}
