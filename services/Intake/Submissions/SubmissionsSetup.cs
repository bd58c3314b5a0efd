namespace Moderation.Intake.Submissions;

public static class SubmissionsSetup
{
    public static void AddSubmissions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SubmissionStore>();
        builder.Services.AddSingleton<Reception>();
        builder.Services.AddHostedService<ChallengeSweep>();
    }
}
