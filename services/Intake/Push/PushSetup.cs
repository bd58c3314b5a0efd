using Moderation.ServiceDefaults;

namespace Moderation.Intake.Push;

public static class PushSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>No circuit breaker: one service that is away says nothing of the others.</summary>
    public static void AddPush(this WebApplicationBuilder builder)
    {
        builder.AddOptions<PushOptions>("Push");
        builder.Services.AddSingleton<PushSender>();
        builder
            .Services.AddHttpClient(PushSender.Client, client => client.Timeout = Patience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
    }
}
