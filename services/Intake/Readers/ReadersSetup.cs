using Moderation.ServiceDefaults;

namespace Moderation.Intake.Readers;

public static class ReadersSetup
{
    public static void AddReaders(this WebApplicationBuilder builder)
    {
        builder.AddOptions<ReaderOptions>("Readers");
        builder.Services.AddSingleton<ReaderTokens>();
    }
}
