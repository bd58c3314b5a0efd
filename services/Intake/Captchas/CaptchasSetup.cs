using Moderation.ServiceDefaults;

namespace Moderation.Intake.Captchas;

public static class CaptchasSetup
{
    public static void AddCaptchas(this WebApplicationBuilder builder)
    {
        builder.AddOptions<CaptchaOptions>("Captcha");
        builder.Services.AddSingleton<CaptchaCodes>();
        builder.Services.AddSingleton<CaptchaStore>();
    }
}
