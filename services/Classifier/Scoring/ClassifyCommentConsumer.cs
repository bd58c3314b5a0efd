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
            var headline = comment.Article.Headline ?? "";
            var judged = scorer.Judge(comment.Text, headline);
            ScoreFigures.Count(judged.Scores, scorer.Model);
            return new CommentClassified
            {
                CommentId = comment.CommentId,
                Revision = comment.Revision,
                ClassifiedAt = time.GetUtcNow(),
                Scores = judged.Scores,
                Spans = judged.Spans,
                Model = scorer.Model,
                Rejection = judged.Rejection,
                Shadow = model.Shadow is { } shadow ? ScoreBeside(shadow, comment, headline) : null,
            };
        }
        catch (Exception exception)
        {
            // Not the exception itself: its message could quote the text.
            LogNotScored(logger, comment.CommentId, exception.GetType().Name);
            return null;
        }
    }

    /// <summary>What it cannot score, the one that counts has scored all the same.</summary>
    private ShadowScores? ScoreBeside(CommentScorer shadow, CommentSubmitted comment, string headline)
    {
        try
        {
            var (scores, rejection) = shadow.Rate(comment.Text, headline);
            ScoreFigures.Count(scores, shadow.Model);
            return new ShadowScores
            {
                Model = shadow.Model,
                Scores = scores,
                Rejection = rejection,
            };
        }
        catch (Exception exception)
        {
            LogNotScoredBeside(logger, comment.CommentId, shadow.Model, exception.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Comment {CommentId} could not be scored ({Fault}) and is left to the moderators.")]
    private static partial void LogNotScored(ILogger logger, Guid commentId, string fault);

    [LoggerMessage(LogLevel.Error, "Comment {CommentId} could not be scored beside by {Model} ({Fault}); its scores stand.")]
    private static partial void LogNotScoredBeside(ILogger logger, Guid commentId, string model, string fault);
}
