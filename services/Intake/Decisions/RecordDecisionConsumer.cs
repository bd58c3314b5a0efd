using Moderation.Contracts;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Decisions;

/// <summary>Follows what Moderator decided, for the tracking page.</summary>
public sealed class RecordDecisionConsumer(DecisionStore decisions, ILogger<RecordDecisionConsumer> log)
    : IConsumes<CommentApproved>,
        IConsumes<CommentRejected>,
        IConsumes<CommentRetracted>
{
    public Task ConsumeAsync(CommentApproved message, CancellationToken cancellationToken) =>
        RecordAsync(
            new Decision(
                message.CommentId,
                message.Revision,
                message.Version,
                SubmissionStatus.Approved,
                Reason: null,
                message.ApprovedAt,
                message.Edited,
                Published: message.Text,
                Featured: message.Featured,
                Reply: message.Badge == Badge.Newsroom
                    ? new NewsroomReply(message.ArticleId, message.ParentId, message.SubmittedAt)
                    : null
            ),
            cancellationToken
        );

    public Task ConsumeAsync(CommentRejected message, CancellationToken cancellationToken) =>
        RecordAsync(
            new Decision(
                message.CommentId,
                message.Revision,
                message.Version,
                SubmissionStatus.Rejected,
                message.Reason.Word(),
                message.RejectedAt,
                DecidedBy: Author(message.Automatic),
                Rule: message.Rule,
                Upheld: message.Upheld
            ),
            cancellationToken
        );

    public Task ConsumeAsync(CommentRetracted message, CancellationToken cancellationToken) =>
        RecordAsync(
            new Decision(
                message.CommentId,
                message.Revision,
                message.Version,
                message.Reason is not null ? SubmissionStatus.Rejected
                    : message.WasRejected ? SubmissionStatus.Pending
                    : SubmissionStatus.Retracted,
                message.Reason?.Word(),
                message.RetractedAt,
                DecidedBy: Author(message.Automatic),
                Rule: message.Rule,
                Upheld: message.Upheld
            ),
            cancellationToken
        );

    private static string? Author(bool? automatic) =>
        automatic switch
        {
            true => "rule",
            false => "person",
            null => null,
        };

    private async Task RecordAsync(Decision decision, CancellationToken cancellationToken)
    {
        if (!await decisions.RecordAsync(decision, cancellationToken))
            log.LogWarning("Ignored a decision on the unknown comment {CommentId}", decision.CommentId);
    }
}
