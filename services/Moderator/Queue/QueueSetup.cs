namespace Moderation.Moderator.Queue;

public static class QueueSetup
{
    public static void AddQueue(this WebApplicationBuilder builder) => builder.Services.AddSingleton<QueueStore>();
}
