using Microsoft.Extensions.Options;

namespace Moderation.Moderator.Policy;

public static class PolicySetup
{
    public static void AddPolicy(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PolicyOptions>().BindConfiguration(PolicyOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<PolicyOptions>, PolicyOptionsValidation>();
        builder.Services.AddSingleton<PolicyReview>();
    }
}
