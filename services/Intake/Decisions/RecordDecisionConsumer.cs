using MassTransit;
using Moderation.Contracts;
using Moderation.Intake.Tracking;

namespace Moderation.Intake.Decisions;

/// <summary>Follows what Moderator decided, for the tracking page. Messages may come in any order and more than once.</summary>
public sealed class RecordDecisionConsumer(DecisionStore decisions, ILogger<RecordDecisionConsumer> log)
    : IConsumer<CommentApproved>,
        IConsumer<CommentRejected>,
        IConsumer<CommentRetracted>
{
    public Task Consume(ConsumeContext<CommentApproved> context) =>
        RecordAsync(
            new Decision(
                context.Message.CommentId,
                context.Message.Version,
                SubmissionStatus.Approved,
                Reason: null,
                context.Message.ApprovedAt,
                context.Message.Edited
            ),
            context.CancellationToken
        );

    public Task Consume(ConsumeContext<CommentRejected> context) =>
        RecordAsync(
            new Decision(
                context.Message.CommentId,
                context.Message.Version,
                SubmissionStatus.Rejected,
                context.Message.Reason.Word(),
                context.Message.RejectedAt
            ),
            context.CancellationToken
        );

    public Task Consume(ConsumeContext<CommentRetracted> context) =>
        RecordAsync(
            new Decision(
                context.Message.CommentId,
                context.Message.Version,
                SubmissionStatus.Pending,
                Reason: null,
                context.Message.RetractedAt
            ),
            context.CancellationToken
        );

    private async Task RecordAsync(Decision decision, CancellationToken cancellationToken)
    {
        if (!await decisions.RecordAsync(decision, cancellationToken))
            log.LogWarning("Ignored a decision on the unknown comment {CommentId}", decision.CommentId);
    }
}
