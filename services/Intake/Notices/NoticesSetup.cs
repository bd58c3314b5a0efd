using Moderation.Intake.Mail;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Notices;

public static class NoticesSetup
{
    /// <summary>After mail. Where nothing can be sent, nothing is; what was asked before is forgotten in its time.</summary>
    public static void AddNotices(this WebApplicationBuilder builder)
    {
        builder.AddOptions<NoticeOptions>("Notices");
        builder.Services.AddSingleton<NoticeLinks>();
        builder.Services.AddSingleton<NoticeWords>();
        builder.Services.AddSingleton<NoticeStore>();
        builder.Services.AddSingleton<SubscriptionStore>();
        builder.Services.AddHostedService<SubscriptionRetention>();
        if (builder.Configuration.Read<MailOptions>(builder.Environment, "Mail").IsOn)
            builder.Services.AddHostedService<NoticeRelay>();
    }
}
