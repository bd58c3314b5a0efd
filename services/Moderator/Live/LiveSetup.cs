namespace Moderation.Moderator.Live;

public static class LiveSetup
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Audience>();
        builder.Services.AddSingleton<LiveStore>();
        builder.Services.AddHostedService<LiveFeed>();
        builder.Services.AddHostedService<Presence>();
    }
}
