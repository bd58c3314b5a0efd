namespace Moderation.Intake.Appeals;

public static class AppealsSetup
{
    public static void AddAppeals(this WebApplicationBuilder builder) => builder.Services.AddSingleton<AppealStore>();
}
