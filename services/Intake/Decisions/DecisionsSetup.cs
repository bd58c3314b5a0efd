namespace Moderation.Intake.Decisions;

public static class DecisionsSetup
{
    public static void AddDecisions(this WebApplicationBuilder builder) => builder.Services.AddSingleton<DecisionStore>();
}
