using Moderation.ServiceDefaults;

namespace Moderation.Intake.PhoneCodes;

public static class PhoneCodesSetup
{
    public static void AddPhoneCodes(this WebApplicationBuilder builder)
    {
        var options = builder.AddOptions<PhoneCodeOptions>("PhoneCodes");
        builder.Services.AddSingleton<PhoneCodeStore>();
        builder.Services.AddSingleton<PhonePasses>();
        builder.Services.AddSingleton<PhoneCodeSender>();
        builder.Services.AddSingleton<TypedPhoneCode>();
        if (options.Gate == SmsGateKind.File)
            builder.Services.AddSingleton<ISmsGate, FileSmsGate>();
    }
}
