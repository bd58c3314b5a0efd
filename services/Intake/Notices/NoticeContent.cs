using Moderation.Intake.Tracking;

namespace Moderation.Intake.Notices;

/// <summary>What a notice tells, as it is at this moment.</summary>
public abstract record NoticeContent
{
    private NoticeContent() { }

    /// <summary>Somebody gave this address: is it its reader who wants to be told?</summary>
    public sealed record Confirmation : NoticeContent;

    /// <param name="Submission">The author's own comment.</param>
    /// <param name="Outcome">What two decisions have in common of which the author needs to hear once.</param>
    public sealed record Decision(TrackedSubmission Submission, string Outcome) : NoticeContent;

    /// <param name="Published">A reply to the author's comment.</param>
    public sealed record Reply(ApprovedReply Published) : NoticeContent;

    /// <returns>Null when nothing is in force of which an author is told.</returns>
    public static Decision? Of(TrackedSubmission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return submission.Status switch
        {
            SubmissionStatus.Approved or SubmissionStatus.Retracted => new(submission, submission.Status),
            SubmissionStatus.Rejected => new(
                submission,
                $"{submission.Status}:{submission.Reason}:{submission.AppealState}"
            ),
            _ => null,
        };
    }
}
