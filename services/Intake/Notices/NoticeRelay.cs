using System.Text.Json;
using Moderation.Intake.Authors;
using Moderation.Intake.Mail;
using Moderation.Intake.Push;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Notices;

/// <summary>
/// Sends what is due, one after the other; copies of the service share the work. What it tells is looked up at that moment. A
/// crash between the other server's answer and its record sends it once more, under the same id.
/// </summary>
internal sealed class NoticeRelay(
    NoticeStore notices,
    TrackingStore submissions,
    ContactCipher cipher,
    SubscriptionStore subscriptions,
    MailOptions mailOptions,
    SmtpSender mail,
    PushOptions pushOptions,
    PushSender push,
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

    private readonly string[] _channels =
    [
        .. mailOptions.IsOn ? [Channel.Mail] : Array.Empty<string>(),
        .. pushOptions.IsOn ? [Channel.Push] : Array.Empty<string>(),
    ];

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        if (_channels.Length == 0)
            return;
        while (
            !stoppingToken.IsCancellationRequested
            && await notices.ClaimAsync(_channels, Lease, stoppingToken) is { } notice
        )
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
        if (await ContentOfAsync(notice) is not { } content)
        {
            await notices.DropAsync(notice.Id);
            return;
        }
        switch (await SendAsync(notice, content))
        {
            case Sent.Accepted:
                await notices.SentAsync(notice, (content as NoticeContent.Decision)?.Outcome);
                break;
            case Sent.Refused when notice.Channel == Channel.Push:
                await subscriptions.EndAsync(notice.SubscriptionId);
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

    /// <summary>Whatever goes wrong with one notice holds up no other.</summary>
    private async Task<Sent> SendAsync(DueNotice notice, NoticeContent content)
    {
        try
        {
            var target = cipher.Open(notice.TargetCipher, notice.SubscriptionId);
            return notice.Channel == Channel.Push
                ? await push.SendAsync(JsonSerializer.Deserialize<PushTarget>(target)!, words.PushOf(notice, content))
                : await mail.SendAsync(words.LetterOf(notice, EmailAddress.Parse(target)!, content));
        }
        catch (Exception fault)
        {
            return new Sent.Failed($"unexpectedly: {fault.GetType().Name}");
        }
    }

    /// <returns>Null when there is nothing to tell any more.</returns>
    private async Task<NoticeContent?> ContentOfAsync(DueNotice notice)
    {
        if (notice.Kind == NoticeKind.Confirmation)
            return notice.SubscriptionStatus == SubscriptionStatus.Unconfirmed ? new NoticeContent.Confirmation() : null;
        if (notice.SubscriptionStatus != SubscriptionStatus.Confirmed)
            return null;
        if (notice.Kind == NoticeKind.Reply)
            return await notices.ReplyAsync(notice.AboutId) is { } reply ? new NoticeContent.Reply(reply) : null;
        return
            notice.Version == notice.CommentVersion
            && await submissions.FindAsync(notice.CommentId) is { } submission
            && NoticeContent.Of(submission) is { } decision
            && decision.Outcome != notice.Told
            ? decision
            : null;
    }

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
