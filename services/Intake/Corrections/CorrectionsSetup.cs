namespace Moderation.Intake.Corrections;

public static class CorrectionsSetup
{
    public static void AddCorrections(this WebApplicationBuilder builder) => builder.Services.AddSingleton<CorrectionStore>();
}
