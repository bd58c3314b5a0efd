using Moderation.Intake.Authors;
using Moderation.Intake.Mail;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Notices;

/// <summary>
/// Sends what is due, one after the other; copies of the service share the work. What it tells is looked up at that moment. A
/// crash between the mail server's answer and its record sends a letter once more, under the same id.
/// </summary>
internal sealed class NoticeRelay(
    NoticeStore notices,
    TrackingStore submissions,
    ContactCipher cipher,
    SmtpSender mail,
    NoticeWords words,
    TimeProvider time,
    ILogger<NoticeRelay> log
) : Rounds(time)
{
    /// <summary>Longer than an attempt can take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>After each attempt that failed; together some two days.</summary>
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(15),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(24),
    ];

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && await notices.ClaimAsync(Lease, stoppingToken) is { } notice)
            await SendAsync(notice);
    }

    protected override void Tell(string reason) => log.LogWarning("Notices could not be sent ({Reason}); trying again", reason);

    private async Task SendAsync(DueNotice notice)
    {
        if (notice.TargetKeyId != cipher.KeyId)
        {
            await GiveUpAsync(notice, "its address was sealed under another key", failed: true);
            return;
        }
        var to = EmailAddress.Parse(cipher.Open(notice.TargetCipher, notice.SubscriptionId))!;
        if (await LetterOfAsync(notice, to) is not var (letter, told))
        {
            await notices.DropAsync(notice.Id);
            return;
        }
        switch (await mail.SendAsync(letter))
        {
            case Sent.Accepted:
                await notices.SentAsync(notice, told);
                break;
            case Sent.Refused refused:
                await GiveUpAsync(notice, refused.Reason, failed: true);
                break;
            case Sent.Failed fault when notice.Attempts < Delays.Length:
                log.LogWarning("A notice could not be sent ({Reason}); it is tried again", fault.Reason);
                await notices.PostponeAsync(notice.Id, Delays[notice.Attempts]);
                break;
            case Sent.Failed fault:
                await GiveUpAsync(notice, fault.Reason, failed: notice.Kind == NoticeKind.Confirmation);
                break;
        }
    }

    /// <returns>The letter, with the outcome that it tells; null when there is nothing to tell any more.</returns>
    private async Task<(Letter Letter, string? Told)?> LetterOfAsync(DueNotice notice, EmailAddress to)
    {
        if (notice.Kind == NoticeKind.Confirmation)
            return notice.SubscriptionStatus == SubscriptionStatus.Unconfirmed
                ? (words.Confirmation(notice.Id, to, notice.SubscriptionId), null)
                : null;
        if (notice.SubscriptionStatus != SubscriptionStatus.Confirmed)
            return null;
        if (notice.Kind == NoticeKind.Reply)
            return await notices.ReplyAsync(notice.AboutId) is { } reply
                ? (words.Reply(notice.Id, to, notice.SubscriptionId, reply), null)
                : null;
        if (notice.Version != notice.CommentVersion || await submissions.FindAsync(notice.CommentId) is not { } submission)
            return null;
        return OutcomeOf(submission) is { } outcome && outcome != notice.Told
            ? (words.Decision(notice.Id, to, notice.SubscriptionId, submission), outcome)
            : null;
    }

    /// <returns>What two decisions have in common of which the author needs to hear once; null of none.</returns>
    private static string? OutcomeOf(TrackedSubmission submission) =>
        submission.Status switch
        {
            SubmissionStatus.Approved or SubmissionStatus.Retracted => submission.Status,
            SubmissionStatus.Rejected => $"{submission.Status}:{submission.Reason}:{submission.AppealState}",
            _ => null,
        };

    private async Task GiveUpAsync(DueNotice notice, string reason, bool failed)
    {
        log.LogWarning(
            "A notice of the comment {CommentId} is given up after {Attempts} attempts ({Reason})",
            notice.CommentId,
            notice.Attempts + 1,
            reason
        );
        await notices.GiveUpAsync(notice, failed);
    }
}
