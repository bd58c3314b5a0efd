namespace Moderation.Intake.Archives;

internal static class ArchivesSetup
{
    public static void AddArchives(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ArchiveStore>();
}
