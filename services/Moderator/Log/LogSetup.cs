namespace Moderation.Moderator.Log;

public static class LogSetup
{
    public static void AddLog(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LogStore>();
        builder.Services.AddSingleton<LogVerification>();
        builder.Services.AddSingleton<Sealer>();
        builder.Services.AddHostedService<Sealing>();
    }
}
