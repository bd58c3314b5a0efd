using Moderation.ServiceDefaults;

namespace Moderation.Intake.Notices;

public static class NoticesSetup
{
    public static void AddNotices(this WebApplicationBuilder builder)
    {
        builder.AddOptions<NoticeOptions>("Notices");
        builder.Services.AddSingleton<NoticeLinks>();
        builder.Services.AddSingleton<NoticeWords>();
        builder.Services.AddSingleton<NoticeStore>();
        builder.Services.AddSingleton<SubscriptionStore>();
        builder.AddRetention<SubscriptionRetention>();
        builder.Services.AddHostedService<NoticeRelay>();
    }
}
