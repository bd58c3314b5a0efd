using Moderation.ServiceDefaults;

namespace Moderation.Intake.Proofs;

public static class ProofsSetup
{
    public static void AddProofs(this WebApplicationBuilder builder)
    {
        builder.AddOptions<ProofOptions>("Proof");
        builder.Services.AddSingleton<ProofChallenges>();
    }
}
