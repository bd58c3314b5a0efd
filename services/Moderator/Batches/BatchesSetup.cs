namespace Moderation.Moderator.Batches;

public static class BatchesSetup
{
    public static void AddBatches(this WebApplicationBuilder builder) => builder.Services.AddSingleton<BatchStore>();
}
