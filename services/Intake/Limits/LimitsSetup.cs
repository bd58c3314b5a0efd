using Moderation.ServiceDefaults;

namespace Moderation.Intake.Limits;

public static class LimitsSetup
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.AddOptions<LimitOptions>("Limits");
        builder.Services.AddSingleton<RateLimits>();
        builder.AddRetention<TokenBucketRetention>();
    }
}
