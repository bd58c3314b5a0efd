namespace Moderation.Moderator.Leases;

public static class LeasesSetup
{
    public static void AddLeases(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<LeaseOptions>()
            .BindConfiguration(LeaseOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<LeaseStore>();
    }
}
