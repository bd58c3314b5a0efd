using Moderation.ServiceDefaults;

namespace Moderation.Intake.Submissions;

public static class SubmissionsSetup
{
    public static void AddSubmissions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SubmissionStore>();
        builder.Services.AddSingleton<Reception>();
        builder.AddOptions<RetentionOptions>("Retention");
        builder.AddRetention<AddressRetention>();
        builder.AddRetention<PersonalDataRetention>();
        builder.AddRetention<ChallengeRetention>();
    }
}
