namespace Moderation.Intake.Ways;

public static class WaysSetup
{
    public static void AddWays(this WebApplicationBuilder builder) => builder.Services.AddSingleton<WayStore>();
}
